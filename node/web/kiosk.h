/*
 * kiosk: the pages citizens use without signing in.
 *
 *	hall.conf --which are shown--> rate, track, guide, queue
 *	citizen --number and query code--> how it stands, a rating
 *
 * Nothing of a person is answered, nothing but a rating is written, and that
 * only by whoever shows the slip of the case.
 */
#ifndef SANJI_WEB_KIOSK_H
#define SANJI_WEB_KIOSK_H

#include <stdint.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"

enum kiosk_page {
	KIOSK_RATE,  /* five faces (GB/T 39735) */
	KIOSK_TRACK, /* how a case stands */
	KIOSK_GUIDE, /* the catalogue, for citizens */
	KIOSK_QUEUE, /* whose turn it is */
	KIOSK_PAGES,
};

/*
 * Which pages a line of hall.conf names, as bits; all if it is empty, none if
 * it is "none".  -1 with ERR_FORMAT.
 */
int kiosk_parse(const char *text, uint32_t *out, struct err *e) MUST_CHECK;

/*
 * How many requests are answered: so many a second and some more at once.
 * What is tried with a query code counts as many.
 */
#define KIOSK_ASKS_A_SECOND 10
#define KIOSK_ASKS_MAX 60
#define KIOSK_CODE_COSTS 5

#endif
