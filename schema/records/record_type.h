/*
 * record_type: how a record type is declared, once, for everything.
 *
 *	schema/records/<type>.c --declaration--> checks, fold, SQL, CLI, docs
 *
 * A declaration is data.  What an event may say, who may write it, in which
 * states it is allowed, what becomes of two events that did not know of each
 * other, and which columns people query: all stand there, and nobody else
 * knows a record type by name.
 */
#ifndef SANJI_RECORDS_RECORD_TYPE_H
#define SANJI_RECORDS_RECORD_TYPE_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"
#include "schema/base/name.h"

/* Limits on what one event may hold. */
#define RECORD_NAME_MAX 64     /* bytes of a record's name, with NUL */
#define EVENT_KIND_MAX 40      /* bytes of a kind such as "case.accepted" */
#define EVENT_TEXT_MAX 65536   /* bytes of one event line */
#define FIELD_TEXT_MAX 4000    /* bytes of a text field, unless it says less */
#define FIELD_LIST_MAX 1024    /* members of a list field */
#define FIELD_SEALED_MIN 56    /* bytes of a sealed value: nonce and tag */
#define FIELD_SEALED_MAX 32824 /* and the longest value that is sealed */
#define STATE_MAX 31	       /* states of a record type, so a set fits */

/* What a field's value looks like. */
enum field_form {
	FIELD_TEXT,	 /* one line or more of text, no control characters */
	FIELD_CODE,	 /* printable ASCII without space */
	FIELD_CHOICE,	 /* one of the declared words */
	FIELD_INTEGER,	 /* between min and max */
	FIELD_DATE,	 /* YYYY-MM-DD, a day that exists */
	FIELD_REGION,	 /* 12-digit region code */
	FIELD_ID_NUMBER, /* GB 11643 identity number, check digit right */
	FIELD_PHONE,	 /* digits, '-', '+', 5 to 20 */
	FIELD_KEY,	 /* 32 bytes in 64 lower-case hex digits */
	FIELD_EVENT,	 /* an event id: change set and place */
	FIELD_FRONTIER,	 /* map: space and log to list of change set ids */
	FIELD_RECORD,	 /* name of another record */
	FIELD_ROW,	 /* an object, its members as declared in columns */
	FIELD_LOG,	 /* name of a log within a space: who wrote it */
	FIELD_CONTENT,	 /* another event of the record, as first written */
};

/* Flags of a field. */
#define FIELD_REQUIRED 1U /* must be there */
#define FIELD_LISTED 2U	  /* a list of values of this form */
#define FIELD_PERSONAL 4U /* sealed, in the event's personal object */
#define FIELD_FILLED 8U	  /* filled in by the action, not by an operator */
#define FIELD_FINDS 16U	  /* people are looked up by it; it is personal */

struct field_type {
	const char *name;    /* in JSON, on the command line, in SQL */
	const char *meaning; /* English; Chinese in the catalogue */
	enum field_form form;
	unsigned flags;
	int64_t min, max;		  /* FIELD_INTEGER */
	const char *const *choices;	  /* FIELD_CHOICE, ends with NULL */
	const struct field_type *columns; /* FIELD_ROW, ends with name NULL */
};

/* Who may write an event into the space, as seen from the space's hall. */
#define WRITER_OWN 1U	/* the hall whose space it is */
#define WRITER_ABOVE 2U /* a hall above it */
#define WRITER_ROOT 4U	/* the hall at the top, in any space */

/* What an event needs to be in force (RULES A). */
enum event_authority {
	AUTHORITY_MEMBER,  /* its author is a member */
	AUTHORITY_POWER,   /* and the power it names, unless the root acts */
	AUTHORITY_RULING,  /* it rules on another event, from above */
	AUTHORITY_GAZETTE, /* it stands in the gazette of its author */
	AUTHORITY_LEDGERS, /* its author stands above both ledgers, or owns
			      the one and stands above the other (RULES H) */
};

/* What an event does to its record. */
enum event_effect {
	EFFECT_MOVES, /* takes the record from one state to the next */
	EFFECT_NOTES, /* adds a fact, the state stays */
	EFFECT_EDITS, /* sets fields, the state stays (RULES O4) */
	EFFECT_RULES, /* decides about another event, named in `event` */
	/* What a record does that goes on in another ledger (RULES H): */
	EFFECT_LEAVES, /* takes it to the ledger of the hall in `to` */
	EFFECT_ENTERS, /* it came from the ledger of the hall in `from` */
	EFFECT_QUOTES, /* says `content` again, the event `event` (RULES C) */
	EFFECT_DROPS,  /* the personal fields of what left are gone here */
};

/* Which way a ruling decides (RULES A6, A7, O). */
enum event_ruling {
	RULING_NONE,
	RULING_RATIFIES, /* in force where it was ratified */
	RULING_ANNULS,	 /* never in force */
	RULING_COVERS,	 /* in force at its own place */
	RULING_CHOOSES,	 /* stands over what it could not stand beside */
	RULING_KEEPS,	 /* somebody looked, and leaves it as it is */
};

/* What of a person is destroyed for good wherever an event is in force. */
enum event_erasing {
	ERASES_NOTHING,
	ERASES_RECORD, /* what its record says, in all ledgers it was in */
	ERASES_LEFT,   /* what the record of the same name and of that "type"
			  says, in ledgers a hall holds no more */
};

/* A state in a set of states. */
#define STATE(s) (1U << (s))

struct event_type;

/* An event that stands, as guards and derived columns see it. */
struct standing_event {
	const struct event_type *type;
	const json_t *body;
	const char *hall; /* region code of its author */
	/* Of the hall in whose ledger it was first written (RULES C3). */
	const char *home;
	int64_t time; /* claimed */
};

/* Most kinds of event a record type has. */
#define EVENT_KINDS_MAX 64

/* The events of a record that stand, in the total order of the fold. */
struct standing {
	const struct standing_event *events;
	size_t count;
	unsigned state;
	/* The last event of each kind there is, the latest of them first. */
	uint32_t last[EVENT_KINDS_MAX];
	size_t kind_count;
};

/* Why a guard says no. */
struct guard_rule {
	const char *id;	  /* stored as the reason; at most 31 bytes */
	const char *text; /* English; Chinese in the catalogue */
};

/*
 * What an event needs beside its state: NULL if what its author had seen
 * allows it, else the rule it breaks.  Pure, and asked on every replica: it
 * sees the events that stood in the author's past, and nothing else.  A need
 * has to be met whatever the event says, and is asked first; so it also tells
 * what can be said at all.
 */
typedef const struct guard_rule *event_need(const struct standing *seen);
typedef const struct guard_rule *
event_guard(const struct standing *seen, const struct standing_event *event);

struct event_type {
	const char *kind;    /* "case.accepted" */
	const char *meaning; /* English; Chinese in the catalogue */
	/* What says who may do this and when, for who is refused it: a law's
	 * article or the centre's rules; NULL if it is this table alone. */
	const char *clause; /* English; Chinese in the catalogue */
	unsigned writers;
	enum event_authority authority;
	const char *covers; /* AUTHORITY_POWER: field of the opening event
			       that must be among the power's items */
	enum event_effect effect;
	enum event_ruling ruling;
	unsigned from;			 /* set of states it is allowed in */
	unsigned to;			 /* state after it; only EFFECT_MOVES
					    and EFFECT_LEAVES */
	const struct field_type *fields; /* ends with name NULL */
	/*
	 * What the fields must be together, or NULL.  Asked at the end of
	 * event_check(), when each is of its form.  It sees the event's clear
	 * fields and nothing else, so that every replica decides alike.  0, or
	 * -1 with the field, the rule and what to do.
	 */
	int (*check)(const json_t *event, struct err *e);
	event_need *need;   /* or NULL */
	event_guard *guard; /* or NULL */
	enum event_erasing erases;
};

/* What becomes of two concurrent legal events (RULES O). */
enum pair_outcome {
	PAIR_CONFLICT,	/* both wait for a ruling; every unlisted pair */
	PAIR_BOTH,	/* both stand; the state of higher rank shows */
	PAIR_FIRST,	/* the first named stands, the other is superseded */
	PAIR_SAME,	/* equal in `field`: one counts; else a conflict */
	PAIR_DUPLICATE, /* one counts, the others are duplicates */
	PAIR_SHOWN,	/* the one an edit would be shown by (RULES O4)
			   stands, the others are superseded */
};

/* What people hear of an outcome. */
enum pair_class {
	CLASS_AUTO, /* in effect, and only listed */
	CLASS_FLAG, /* in effect, and in the register until a person ruled */
	CLASS_HOLD, /* no effect until a person rules */
};

/* In the order in which a rule is read, not the one that packs best. */
/* NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding) */
struct pair_rule {
	const char *first;  /* a kind */
	const char *second; /* a kind; NULL: any other kind */
	enum pair_outcome outcome;
	const char *field;  /* PAIR_SAME: what is compared */
	const char *rule;   /* where it stands: "RULES O2" */
	const char *reason; /* English; Chinese in the catalogue */
	enum pair_class class;
	/* PAIR_SAME: what people hear of those that are equal. */
	enum pair_class same_class;
	/* The rule holds between events equal in this field; others stand
	 * beside each other.  NULL: it always holds. */
	const char *key;
	const char *situation;	    /* in docs/CONFLICTS.md: "K4"; or NULL */
	const char *same_situation; /* PAIR_SAME: of those that are equal */
};

/* Where a column of the projection takes its value from. */
enum column_source {
	COLUMN_FIELD,	 /* the field, as opened and edited */
	COLUMN_EVENT,	 /* the field of the counting event of a kind */
	COLUMN_TIME,	 /* claimed time of the counting event of a kind */
	COLUMN_HALL,	 /* who wrote the counting event of a kind */
	COLUMN_LEDGER,	 /* into whose ledger it was first written */
	COLUMN_PERSONAL, /* where all personal fields stand, by event */
	COLUMN_DERIVED,	 /* what `derive` makes of all that stands */
};

struct column_type {
	const char *name;
	enum column_source source;
	const char *kind;  /* COLUMN_EVENT, _TIME, _HALL, _LEDGER */
	const char *field; /* COLUMN_FIELD, COLUMN_EVENT */
	/* COLUMN_DERIVED: a new reference, or NULL for none.  Pure. */
	json_t *(*derive)(const struct standing *all);
};

struct record_type {
	const char *name; /* "case": kinds begin with it and a dot */
	const char *meaning;
	enum space_kind space;		 /* where its events stand */
	const char *const *states;	 /* by rank; [0] is "none"; ends NULL */
	unsigned disputed;		 /* the state a conflict shows as */
	const struct event_type *events; /* ends with kind NULL */
	const struct pair_rule *pairs;	 /* ends with first NULL */
	const struct guard_rule *guards; /* ends with id NULL; or NULL */
	const char *table;		 /* of the projection */
	const struct column_type *columns; /* ends with name NULL */
};

/* All record types, in the order of docs/; ends with NULL. */
extern const struct record_type *const record_types[];

/* The type of that name, or NULL. */
const struct record_type *record_type_named(const char *name);

/* The word of a state by its number as stored; "unknown" of one that is none.
 */
const char *record_state_word(const struct record_type *t, int64_t state);

/*
 * The type an event kind belongs to (the word before the dot), or NULL;
 * and the declaration of the kind, or NULL if this program does not know it.
 */
const struct record_type *record_type_of_kind(const char *kind);
const struct event_type *
event_type_of_kind(const struct record_type *type, const char *kind);

/* Whether the event can be the first of its record. */
int event_type_opens(const struct event_type *type);

/* Whether it needs anything beside its state. */
int event_type_asks(const struct event_type *type);

/* What the guard rule of that id says, in English; or NULL. */
const char *guard_text(const struct record_type *type, const char *id);

/* A field of the event by name, or NULL. */
const struct field_type *
field_type_named(const struct event_type *event, const char *name);

/*
 * The rule for two concurrent events and, in first_out, whether a is the one
 * the rule names first.  Never NULL: the rule for unlisted pairs.
 */
const struct pair_rule *pair_rule_for(const struct record_type *type,
    const char *a, const char *b, int *first_out);

#endif
