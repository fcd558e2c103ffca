/*
 * person (人): somebody a hall knows, by name and identity number.
 *
 * Two halls may know one person by two spellings, or by the old number of 15
 * digits and the new one of 18.  That they look alike never makes them one: a
 * person who holds both says so in each (link.h), and a later ruling undoes
 * it.  Nothing is copied from one to the other.
 */
#include "schema/records/declare.h"
#include "schema/records/erasure.h"
#include "schema/records/link.h"
#include "schema/records/rulings.h"
#include "schema/records/types.h"

enum person_state {
	PERSON_NONE,
	PERSON_REGISTERED,
	PERSON_DISPUTED,
};

#define PERSON_ANY (STATE(PERSON_REGISTERED) | STATE(PERSON_DISPUTED))

static const char *const states[] = {"none", "registered", "disputed", NULL};

#define FINDS (FIELD_PERSONAL | FIELD_FINDS)

#define WHO(required)                                                       \
	NAMED("name", "name", FINDS | (required), 120),                     \
	    FORMED("id_number", "identity number", FIELD_ID_NUMBER, FINDS), \
	    CODED("old_id_number", "identity number of 15 digits",          \
		FIELD_PERSONAL, 15),                                        \
	    FORMED("phone", "telephone", FIELD_PHONE, FINDS),               \
	    PERSONAL_TEXT("address", "address", 300)

static const struct field_type registered_fields[] = {WHO(FIELD_REQUIRED), END};

static const struct field_type amended_fields[] = {WHO(0), END};

static const struct event_type events[] = {
    {MOVES_BY(HALLS, "person.registered", "registered", STATE(PERSON_NONE),
	PERSON_REGISTERED, registered_fields)},
    {.kind = "person.amended",
	.meaning = "amended",
	.writers = HALLS,
	.authority = AUTHORITY_MEMBER,
	.effect = EFFECT_EDITS,
	.from = PERSON_ANY,
	.fields = amended_fields},
    LINKED("person", "ruled to be one person, or two", PERSON_ANY, link_fields),
    ERASED("person", PERSON_ANY),
    RULINGS("person", PERSON_ANY),
    {.kind = NULL},
};

static const struct pair_rule pairs[] = {
    ERASED_PAIRS("person"), LINK_PAIRS("person", "K29"), {.first = NULL}};

static const struct column_type columns[] = {
    {"registered_time", COLUMN_TIME, "person.registered", NULL},
    {"alias_of", COLUMN_DERIVED, .derive = link_alias_of},
    ERASED_COLUMN("person"),
    {"personal", COLUMN_PERSONAL, NULL, NULL},
    {.name = NULL},
};

const struct record_type record_person = {
    .name = "person",
    .meaning = "person",
    .space = SPACE_LEDGER,
    .states = states,
    .disputed = PERSON_DISPUTED,
    .events = events,
    .pairs = pairs,
    .table = "person",
    .columns = columns,
};
