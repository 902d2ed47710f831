"""What holds for every test."""

from hypothesis import settings

# Two test processes on two cores: how long one example takes says nothing about the code.
settings.register_profile("asagreed", deadline=None)
settings.load_profile("asagreed")
