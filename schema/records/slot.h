/*
 * slot: the states of slots and of bookings, as the store asks for them.
 */
#ifndef SANJI_RECORDS_SLOT_H
#define SANJI_RECORDS_SLOT_H

/* Most citizens one slot serves. */
#define SLOT_CAPACITY_MAX 10000

enum slot_state {
	SLOT_NONE,
	SLOT_PUBLISHED,
	SLOT_WITHDRAWN,
	SLOT_DISPUTED,
};

/* By rank: of steps that did not know of each other the higher one shows. */
enum booking_state {
	BOOKING_NONE,
	BOOKING_REQUESTED,
	BOOKING_REFUSED,
	BOOKING_PLACED,
	BOOKING_CANCELLED,
	BOOKING_DISPUTED,
};

#endif
