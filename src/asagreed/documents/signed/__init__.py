"""Papers beside the contract that are signed: amendment, rider, emergencies, criticality, declined advice."""

from asagreed.documents.signed.amendment import amendment_of
from asagreed.documents.signed.criticality import criticality_of
from asagreed.documents.signed.declined_advice import declined_advice_of
from asagreed.documents.signed.emergencies import emergencies_of
from asagreed.documents.signed.printing import print_signed
from asagreed.documents.signed.rider import rider_of

__all__ = ["amendment_of", "criticality_of", "declined_advice_of", "emergencies_of", "print_signed", "rider_of"]
