"""The contract that is printed from an agreement: numbered clauses, each generated from what is written, as one PDF."""

from asagreed.documents.contract.blocks import Block, Contract, Section
from asagreed.documents.contract.building import contract_of
from asagreed.documents.contract.printing import print_contract
from asagreed.documents.typesetting import Look

__all__ = ["Block", "Contract", "Look", "Section", "contract_of", "print_contract"]
