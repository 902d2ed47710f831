"""From work to what pays for it: cut at every boundary, judged, rounded by the job, drawn, priced, explained."""
