/*
 * nouns: the actions of each noun, each list ended by one with noun NULL.
 */
#ifndef SANJI_ACTIONS_NOUNS_H
#define SANJI_ACTIONS_NOUNS_H

#include "node/actions/action.h"

extern const struct action hall_actions[];
extern const struct action members_actions[];
extern const struct action fork_actions[];
extern const struct action item_actions[];
extern const struct action calendar_actions[];
extern const struct action joint_actions[];
extern const struct action power_actions[];
extern const struct action case_actions[];
extern const struct action task_actions[];
extern const struct action notice_actions[];
extern const struct action rate_actions[];
extern const struct action complaint_actions[];
extern const struct action payment_actions[];
extern const struct action score_actions[];
extern const struct action agency_actions[];
extern const struct action staff_actions[];
extern const struct action swipe_actions[];
extern const struct action person_actions[];
extern const struct action slot_actions[];
extern const struct action booking_actions[];
extern const struct action figures_actions[];
extern const struct action timewarp_actions[];
extern const struct action conflict_actions[];
extern const struct action handover_actions[];
extern const struct action user_actions[];
extern const struct action token_actions[];
extern const struct action erase_actions[];
extern const struct action audit_actions[];
extern const struct action log_actions[];
extern const struct action job_actions[];
extern const struct action export_actions[];
extern const struct action carriage_actions[];
extern const struct action quarantine_actions[];

#endif
