#include "schema/records/standing.h"

#include <string.h>

#include "schema/base/json.h"

static int
is_kind(const struct standing_event *ev, const char *kind)
{
	return strcmp(ev->type->kind, kind) == 0;
}

const struct standing_event *
standing_last(const struct standing *s, const char *kind)
{
	for (size_t i = 0; i < s->kind_count; i++)
		if (is_kind(&s->events[s->last[i]], kind))
			return &s->events[s->last[i]];
	return NULL;
}

const struct standing_event *
standing_last_with(const struct standing *s, const char *kind,
    const char *field, const char *text)
{
	for (size_t i = s->count; i > 0; i--)
		if (is_kind(&s->events[i - 1], kind) &&
		    standing_says(&s->events[i - 1], field, text))
			return &s->events[i - 1];
	return NULL;
}

int
standing_says(
    const struct standing_event *ev, const char *field, const char *text)
{
	const char *said =
	    ev == NULL ? NULL : json_member_text(ev->body, field);

	return said != NULL && text != NULL && strcmp(said, text) == 0;
}

json_int_t
standing_sum(const struct standing *s, const char *kind, const char *field)
{
	json_int_t sum = 0;

	for (size_t i = 0; i < s->count; i++)
		if (is_kind(&s->events[i], kind))
			sum += json_member_integer(s->events[i].body, field, 0);
	return sum;
}
