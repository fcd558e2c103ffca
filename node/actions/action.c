#include "node/actions/action.h"

#include <string.h>

#include "crypto/crypto.h"
#include "node/actions/disclose.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/records/check.h"

const struct action *const actions[] = {
    hall_actions,
    members_actions,
    fork_actions,
    item_actions,
    calendar_actions,
    joint_actions,
    power_actions,
    case_actions,
    task_actions,
    notice_actions,
    rate_actions,
    complaint_actions,
    payment_actions,
    score_actions,
    agency_actions,
    staff_actions,
    swipe_actions,
    person_actions,
    slot_actions,
    booking_actions,
    figures_actions,
    timewarp_actions,
    conflict_actions,
    handover_actions,
    user_actions,
    token_actions,
    erase_actions,
    audit_actions,
    log_actions,
    job_actions,
    export_actions,
    carriage_actions,
    quarantine_actions,
    NULL,
};

const struct action *
action_named(const char *noun, const char *verb)
{
	for (size_t i = 0; actions[i] != NULL; i++)
		for (const struct action *a = actions[i]; a->noun; a++)
			if (strcmp(a->noun, noun) == 0 &&
			    strcmp(a->verb, verb) == 0)
				return a;
	return NULL;
}

static const struct event_type *
event_of(const struct action *self)
{
	const struct record_type *t =
	    self->event == NULL ? NULL : record_type_of_kind(self->event);

	return t == NULL ? NULL : event_type_of_kind(t, self->event);
}

static int
takes(const struct action *self, const char *name)
{
	const struct event_type *et = event_of(self);

	if (strcmp(name, "do") == 0 || strcmp(name, "version") == 0 ||
	    (strcmp(name, EVENT_CLERK) == 0 && self->event != NULL) ||
	    (strcmp(name, "why") == 0 && disclose_is_noted(self)))
		return 1;
	for (const struct action_parameter *p = self->parameters;
	     p != NULL && p->name != NULL; p++)
		if (strcmp(p->name, name) == 0)
			return 1;
	return et != NULL && field_type_named(et, name) != NULL;
}

/* A text, or what else the parameter may be. */
static int
check_value(
    const struct action_parameter *p, const json_t *value, struct err *e)
{
	if (value == NULL || json_is_string(value) ||
	    (p->flags & PARAMETER_LIST && json_is_array(value)) ||
	    (strcmp(p->name, "version") == 0 && json_is_integer(value)))
		return 0;
	(void)err_set(e, ERR_FORMAT, "%s must be a text", p->name);
	return err_in_field(e, p->name);
}

static int
check_parameters(
    const struct action *self, const json_t *request, struct err *e)
{
	const char *name;
	json_t *value;

	json_object_foreach ((json_t *)(uintptr_t)request, name, value)
		if (!takes(self, name))
			return err_set(e, ERR_USAGE,
			    "%s %s takes no \"%s\"; see `sanji help %s`",
			    self->noun, self->verb, name, self->noun);
	for (const struct action_parameter *p = self->parameters;
	     p != NULL && p->name != NULL; p++) {
		if (check_value(p, json_object_get(request, p->name), e) != 0)
			return -1;
		if (p->flags & PARAMETER_REQUIRED &&
		    json_object_get(request, p->name) == NULL) {
			(void)err_set(e, ERR_USAGE,
			    "%s %s needs %s=…; see `sanji help %s`", self->noun,
			    self->verb, p->name, self->noun);
			return err_in_field(e, p->name);
		}
	}
	return 0;
}

/* What JSON says of a parameter, as it would be typed; NULL: it stays. */
static json_t *
typed(const json_t *value)
{
	if (json_is_integer(value))
		return json_sprintf(
		    "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	return json_is_boolean(value)
		   ? json_string(json_is_true(value) ? "yes" : "no")
		   : NULL;
}

/*
 * The request with its parameters as texts, a new reference: whoever asks in
 * JSON writes 50 and true, and is not to be answered as if he had not; null is
 * not said.  The version of what was shown is a number.
 */
static json_t *
as_typed(const struct action *self, const json_t *request, struct err *e)
{
	json_t *out = json_copy((json_t *)(uintptr_t)request), *text;

	for (const struct action_parameter *p = self->parameters;
	     out != NULL && p != NULL && p->name != NULL; p++) {
		text = typed(json_object_get(request, p->name));
		if (json_is_null(json_object_get(request, p->name)))
			(void)json_object_del(out, p->name);
		if (text != NULL && strcmp(p->name, "version") != 0 &&
		    json_object_set(out, p->name, text) != 0) {
			json_decref(out);
			out = NULL;
		}
		json_decref(text);
	}
	if (out == NULL)
		(void)err_nomem(e);
	return out;
}

/* Nobody acts any more in the name of who is known not to work here. */
static int
check_clerk(const struct actor *a, const json_t *request, struct err *e)
{
	const char *clerk = request_text(request, EVENT_CLERK);
	struct report_parameter p[] = {
	    {":staff", clerk, 0},
	    {":hall", engine_identity(a->engine)->hall.digits, 0},
	};
	json_t *rows;
	int is_gone;

	if (clerk == NULL)
		return 0;
	rows = store_report(
	    engine_store(a->engine), REPORT_STAFF_GONE, p, COUNT_OF(p), e);
	if (rows == NULL)
		return -1;
	is_gone = json_array_size(rows) > 0;
	json_decref(rows);
	return !is_gone
		   ? 0
		   : err_set(e, ERR_REFUSED,
			 "%s was disabled and does not work here any more; "
			 "see `sanji staff list`",
			 clerk);
}

static int
perform(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	/* What somebody else wrote, or took back, is known from here on. */
	if (engine_refresh(a->engine, NULL, e) != 0 ||
	    check_parameters(self, request, e) != 0 ||
	    check_clerk(a, request, e) != 0 ||
	    self->run(a, self, request, out, e) != 0)
		return -1;
	if (disclose(a, self, request, *out, e) == 0)
		return 0;
	json_decref(*out);
	*out = NULL;
	return -1;
}

int
action_perform(
    const struct actor *a, const json_t *request, json_t **out, struct err *e)
{
	const char *full = json_member_text(request, "do");
	const char *dot = full == NULL ? NULL : strchr(full, '.');
	const struct action *self = NULL;
	json_t *asked;
	char noun[32];
	int failed;

	err_forget_nomem();
	*out = NULL;
	if (dot != NULL && (size_t)(dot - full) < sizeof(noun)) {
		memcpy(noun, full, (size_t)(dot - full));
		noun[dot - full] = '\0';
		self = action_named(noun, dot + 1);
	}
	if (self == NULL)
		return err_set(e, ERR_USAGE,
		    "there is no action \"%s\"; see `sanji help`",
		    full == NULL ? "" : full);
	asked = as_typed(self, request, e);
	if (asked == NULL)
		return -1;
	failed = perform(a, self, asked, out, e);
	json_decref(asked);
	return failed;
}

static int
add_word(
    const struct action *self, const char *word, json_t *request, struct err *e)
{
	const char *equals = strchr(word, '=');
	const char *name = self->subject, *value = word;
	char key[64];

	if (strncmp(word, "--", 2) == 0 && equals == NULL) {
		name = word + 2;
		value = "yes";
	}
	if (equals != NULL && (size_t)(equals - word) < sizeof(key)) {
		memcpy(key, word, (size_t)(equals - word));
		key[equals - word] = '\0';
		name = key;
		value = equals + 1;
	}
	if (name == NULL)
		return err_set(e, ERR_USAGE,
		    "\"%s\" is not name=value; see `sanji help %s`", word,
		    self->noun);
	if (json_object_get(request, name) != NULL)
		return err_set(e, ERR_USAGE, "%s is given twice", name);
	if (json_object_set_new(request, name, json_string(value)) != 0)
		return err_set(
		    e, ERR_FORMAT, "%s is not valid UTF-8 text", name);
	return 0;
}

json_t *
action_request(size_t count, const char *const *words, struct err *e)
{
	const struct action *self =
	    count < 2 ? NULL : action_named(words[0], words[1]);
	json_t *request;

	if (self == NULL) {
		(void)err_set(e, ERR_USAGE,
		    "there is no action \"%s\"; see `sanji help`",
		    count < 2 ? "" : words[1]);
		return NULL;
	}
	request = json_sprintf("%s.%s", self->noun, self->verb);
	request = json_pack("{s:o}", "do", request);
	if (request == NULL)
		(void)err_nomem(e);
	for (size_t i = 2; request != NULL && i < count; i++)
		if (add_word(self, words[i], request, e) != 0) {
			json_decref(request);
			request = NULL;
		}
	return request;
}

const char *
request_text(const json_t *request, const char *name)
{
	return json_member_text(request, name);
}

/* Typed text becomes what the field is; JSON stays what it is. */
static json_t *
field_value(const struct field_type *f, const json_t *given, struct err *e)
{
	const char *typed = json_string_value(given);
	int needs_parsing = f->form == FIELD_INTEGER ||
			    f->form == FIELD_FRONTIER || f->form == FIELD_ROW ||
			    f->flags & FIELD_LISTED;

	if (typed != NULL && needs_parsing)
		return field_parse(f, typed, e);
	return json_incref((json_t *)(uintptr_t)given);
}

static int
add_field(json_t *event, json_t *personal, const struct field_type *f,
    const json_t *given, struct err *e)
{
	json_t *value = field_value(f, given, e);

	if (value == NULL)
		return err_in_field(e, f->name);
	return json_put_take(
	    f->flags & FIELD_PERSONAL ? personal : event, f->name, value, e);
}

/* What somebody calls a record names it in every log. */
static int
check_name(const struct action *self, const char *record, struct err *e)
{
	if (record_name_is_valid(record))
		return 0;
	(void)err_set(e, ERR_FORMAT,
	    "\"%s\" can be no name: letters, digits, '.', '_' and '-', at most "
	    "%d",
	    record, RECORD_NAME_MAX - 1);
	return self->subject == NULL ? -1 : err_in_field(e, self->subject);
}

json_t *
request_event(const struct action *self, const char *record,
    const json_t *request, struct err *e)
{
	const struct event_type *et = event_of(self);
	json_t *personal = json_object();
	json_t *event =
	    json_pack("{s:s,s:s}", EVENT_DO, et->kind, EVENT_ON, record);
	int failed = event == NULL || personal == NULL
			 ? err_nomem(e)
			 : check_name(self, record, e);

	if (!failed && json_object_get(request, EVENT_CLERK) != NULL)
		failed = json_object_set(
		    event, EVENT_CLERK, json_object_get(request, EVENT_CLERK));
	for (const struct field_type *f = et->fields; !failed && f->name; f++) {
		const json_t *given = json_object_get(request, f->name);

		if (given != NULL)
			failed = add_field(event, personal, f, given, e);
	}
	if (!failed && json_object_size(personal) > 0)
		failed = json_object_set(event, EVENT_PERSONAL, personal) != 0
			     ? err_nomem(e)
			     : 0;
	json_decref(personal);
	if (failed) {
		json_decref(event);
		return NULL;
	}
	return event;
}

void
new_record_id(char out[RECORD_ID_MAX])
{
	uint8_t bytes[(RECORD_ID_MAX - 1) / 2];

	crypto_random(bytes, sizeof(bytes));
	hex_text(bytes, sizeof(bytes), out);
}

/* Whoever is signed in did it (经办人), also what no form asked for. */
static int
put_clerk(const struct actor *a, json_t *event, struct err *e)
{
	const struct actor_user *user = a->user;

	if (user == NULL || json_object_get(event, EVENT_CLERK) != NULL)
		return 0;
	return json_put_take(event, EVENT_CLERK,
	    json_string(user->staff[0] != '\0' ? user->staff : user->name), e);
}

int
write_event_take(const struct actor *a, const struct space_name *space,
    json_t *event, const char *label, const json_t *request, const char *type,
    struct err *e)
{
	json_int_t version = json_member_integer(request, "version", -1);
	const char *typed = json_member_text(request, "version");
	struct engine_expectation expected = {NULL, NULL, 0};
	char summary[CHANGESET_SUMMARY_MAX];
	json_t *events;
	int failed;

	if (event == NULL)
		return -1;
	if (typed != NULL)
		version = strtoll(typed, NULL, 10);
	if (version >= 0)
		expected = (struct engine_expectation){
		    type, json_member_text(event, EVENT_ON), version};
	(void)snprintf(summary, sizeof(summary), "%s %.150s",
	    json_member_text(event, EVENT_DO), label);
	events = json_pack("[O]", event);
	if (events == NULL)
		failed = err_nomem(e);
	else if (put_clerk(a, event, e) != 0)
		failed = -1;
	else
		failed = engine_write(a->engine, space, events, summary,
		    a->now_s, &expected, NULL, e);
	json_decref(events);
	json_decref(event);
	return failed;
}

const char *
row_label(const json_t *row)
{
	const char *number = json_member_text(row, "number");

	return number == NULL ? json_member_text(row, "id") : number;
}

int
write_about_take(const struct actor *a, const char *type, const json_t *row,
    json_t *event, const json_t *request, struct err *e)
{
	const char *hall = json_member_text(row, "hall");
	struct space_name space = {.kind = record_type_named(type)->space};

	if (event == NULL)
		return -1;
	if (hall == NULL || hall_code_parse(hall, &space.hall) != 0) {
		json_decref(event);
		return err_set(e, ERR_INTEGRITY,
		    "hall.db is damaged; restore it from a backup");
	}
	return write_event_take(
	    a, &space, event, row_label(row), request, type, e);
}

int
action_begin(const struct actor *a, int *is_own_out, struct err *e)
{
	*is_own_out = !store_is_in_transaction(engine_store(a->engine));
	return *is_own_out ? engine_begin(a->engine, e) : 0;
}

int
action_end(const struct actor *a, int is_own, int failed, struct err *e)
{
	if (failed && is_own)
		engine_rollback(a->engine);
	if (failed || !is_own)
		return failed ? -1 : 0;
	return engine_commit(a->engine, e);
}

json_t *
only_row(const struct actor *a, enum report which, const char *text,
    json_t **rows_out, struct err *e)
{
	struct report_parameter p = {":text", text, 0};

	*rows_out = store_report(engine_store(a->engine), which, &p, 1, e);
	if (*rows_out == NULL)
		return NULL;
	if (json_array_size(*rows_out) == 1)
		return json_array_get(*rows_out, 0);
	if (json_array_size(*rows_out) == 0)
		(void)err_set(e, ERR_NOT_FOUND,
		    "\"%s\" is not known here; check it for a mistyped "
		    "character",
		    text);
	else
		(void)err_set(e, ERR_NOT_FOUND,
		    "\"%s\" fits several; write more of it", text);
	json_decref(*rows_out);
	*rows_out = NULL;
	return NULL;
}
