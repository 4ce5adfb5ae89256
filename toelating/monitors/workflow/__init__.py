"""The acts on an aanmelding and on a thuiszitter. How each begins stands in `services`."""

from toelating.monitors.workflow import aanmelding as aanmelding
from toelating.monitors.workflow import thuiszitter as thuiszitter
