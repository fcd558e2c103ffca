/*
 * automatic: what a node does by itself, as any operator could by hand.
 *
 *	what is held, what day it is --> [automatic] --> events, like any others
 *
 *  - A case that was to be handled the same day and was not becomes a
 *    promised one (即办 to 承诺), at the hall that received it.
 *  - A return that crossed with a material somebody took in is reviewed: the
 *    county asks for it, since the citizen brought what was missing.
 *  - A case received at two halls (两头受理) is ruled on by the lowest hall
 *    that holds both ledgers: one keeps its number, the other becomes
 *    another name of it.
 *
 *  - A hall hands back a power it was asked for, once the last day of work
 *    under it is over; the county then takes it back by the frontier it was
 *    handed back with.
 *  - A county that was put back covers the acts it had receipted before, and
 *    that came to be held by a revocation it wrote since (RULES A7).
 *  - Where a power limits how old its grantee's view may be, the county says
 *    four times in that span that its gazette is current.
 *
 * Each is written once; two nodes that write the same fact wrote it once
 * (RULES O1, O4).
 */
#ifndef SANJI_ACTIONS_AUTOMATIC_H
#define SANJI_ACTIONS_AUTOMATIC_H

#include "node/actions/action.h"

/*
 * Do what there is to do now; written_out counts the change sets written.
 * -1 with what the store or the engine fails with; what was written stands.
 */
int automatic_run(
    const struct actor *a, size_t *written_out, struct err *e) MUST_CHECK;

#endif
