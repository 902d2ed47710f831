"""Plans to start from, shipped with the product: texts that are copied, and belong to the provider from then on."""

from asagreed.starter.agreement import NewAgreement, lay_out
from asagreed.starter.plans import starter_plans

__all__ = ["NewAgreement", "lay_out", "starter_plans"]
