/*
 * commands: the verbs, each in a file of its name.
 */
#ifndef SANJI_CLI_COMMANDS_H
#define SANJI_CLI_COMMANDS_H

#include "node/cli/cli.h"

extern const struct command cmd_init;
extern const struct command cmd_invite;
extern const struct command cmd_join;
extern const struct command cmd_members;
extern const struct command cmd_members_replace;
extern const struct command cmd_members_rotate;
extern const struct command cmd_serve;
extern const struct command cmd_sync;
extern const struct command cmd_status;
extern const struct command cmd_stats;
extern const struct command cmd_batch;
extern const struct command cmd_audit;
extern const struct command cmd_conflicts;
extern const struct command cmd_doctor;
extern const struct command cmd_log;
extern const struct command cmd_show;
extern const struct command cmd_explain;
extern const struct command cmd_sessions;
extern const struct command cmd_verify;
extern const struct command cmd_passphrase;
extern const struct command cmd_rebuild;
extern const struct command cmd_dump;
extern const struct command cmd_calendar;
extern const struct command cmd_item_import;
extern const struct command cmd_item_export;
extern const struct command cmd_notice_print;
extern const struct command cmd_case_attach;
extern const struct command cmd_case_attachment;
extern const struct command cmd_bundle;
extern const struct command cmd_backup;
extern const struct command cmd_restore;
extern const struct command cmd_recover;
extern const struct command cmd_git;
extern const struct command cmd_job_work;
extern const struct command cmd_track;
extern const struct command cmd_reference;
extern const struct command cmd_user_add;
extern const struct command cmd_user_passwd;
extern const struct command cmd_user_setup;

#endif
