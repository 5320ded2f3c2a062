"""The measure: gold questions, metrics, runner, report, baselines."""
