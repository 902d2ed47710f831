"""What holds for every test."""

import os

from hypothesis import settings

# Two test processes on two cores: how long one example takes says nothing about the code.
settings.register_profile("asagreed", deadline=None)
# The same examples each time, so that a red run is the change's fault; `make proof` and every desk draw new ones.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "asagreed")
