"""Looking whether a name server answers what it should."""

from __future__ import annotations

from typing import Any

import dns.asyncquery
import dns.asyncresolver
import dns.exception
import dns.message
import dns.rcode
import dns.rdatatype
import dns.resolver

from asagreed_web.monitoring.probing.reaching import LookFailed, addresses_of


async def look_at_name(name: str, port: int, expects: dict[str, Any]) -> str:
    """Ask a name server for a name; where one is agreed, the answer must be among what it says.

    Raises LookFailed, TargetRefused.
    """
    kind = dns.rdatatype.from_text(str(expects.get("type") or "A"))
    try:
        question = dns.message.make_query(name, kind)
        server = str(expects.get("server") or "")
        if server:
            (address, *_) = await addresses_of(server, port)
            where, at_port = str(address), port
        else:
            # The server of this machine was set up by its operator and needs no check.
            where, at_port = str(dns.resolver.Resolver().nameservers[0]), 53
        answer, _ = await dns.asyncquery.udp_with_fallback(question, where, port=at_port)
    except (dns.exception.DNSException, OSError) as error:
        raise LookFailed(f"The name server does not answer: {str(error) or type(error).__name__}.") from error
    return _judged(answer, kind, str(expects.get("answer") or ""))


def _judged(answer: dns.message.Message, kind: dns.rdatatype.RdataType, wanted: str) -> str:
    if answer.rcode() != dns.rcode.NOERROR:
        raise LookFailed(f"The name server answers {dns.rcode.to_text(answer.rcode())}.")
    said = [record.to_text() for rows in answer.answer if rows.rdtype == kind for record in rows]
    if not said:
        raise LookFailed(f"The name server knows no {dns.rdatatype.to_text(kind)} of the name.")
    if wanted and wanted.rstrip(".").lower() not in [each.strip('"').rstrip(".").lower() for each in said]:
        raise LookFailed(f"The name server says «{', '.join(said)[:100]}», and should say «{wanted[:60]}».")
    return ""
