#include "sync/fold/status.h"

#include "schema/base/macros.h"

int
event_status_is_in_force(enum event_status status)
{
	return status == EVENT_OK || status == EVENT_DUPLICATE;
}

const char *
event_status_word(enum event_status status)
{
	static const char *const words[] = {
	    [EVENT_OK] = "ok",
	    [EVENT_DUPLICATE] = "duplicate",
	    [EVENT_OVERWRITTEN] = "overwritten",
	    [EVENT_SUPERSEDED] = "superseded",
	    [EVENT_CONFLICT] = "conflict",
	    [EVENT_HELD] = "held",
	    [EVENT_REFUSED] = "refused",
	    [EVENT_NOAUTH] = "noauth",
	    [EVENT_ANNULLED] = "annulled",
	    [EVENT_FORKED] = "forked",
	    [EVENT_READDRESSED] = "re-addressed",
	    [EVENT_BLOCKED] = "blocked",
	    [EVENT_UNKNOWN] = "unknown",
	    [EVENT_AWAITED] = "awaited",
	};

	/* As it was stored, which a disk may have altered. */
	return words[(unsigned)status < COUNT_OF(words) ? status
							: EVENT_UNKNOWN];
}
