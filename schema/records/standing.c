#include "schema/records/standing.h"

#include <assert.h>
#include <string.h>

#include "schema/base/json.h"

/* Bring an event before the last ones of all other kinds. */
static void
note_last(struct standing *s, const struct event_type *type, size_t event)
{
	size_t i = 0;

	while (i < s->kind_count && s->events[s->last[i]].type != type)
		i++;
	if (i == s->kind_count) {
		assert(i < EVENT_KINDS_MAX);
		s->kind_count++;
	}
	memmove(s->last + 1, s->last, i * sizeof(*s->last));
	s->last[0] = (uint32_t)event;
}

void
standing_add(struct standing *s, struct standing_event *room,
    const struct standing_event *ev)
{
	room[s->count] = *ev;
	s->events = room;
	note_last(s, ev->type, s->count);
	s->count++;
}

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
