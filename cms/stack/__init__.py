"""Run the whole product on one machine: web server, worker, beat and Redis under one supervisor.

``python -m cms.stack`` is what ``make up`` starts. Production starts the same processes with its own
means; see docs/operators.md.
"""
