#include "node/cli/commands.h"

const struct command *const commands[] = {
    &cmd_init,
    &cmd_invite,
    &cmd_join,
    &cmd_members,
    &cmd_serve,
    &cmd_sync,
    &cmd_status,
    &cmd_stats,
    &cmd_batch,
    &cmd_conflicts,
    &cmd_log,
    &cmd_verify,
    &cmd_rebuild,
    &cmd_dump,
    &cmd_calendar,
    &cmd_item_import,
    &cmd_item_export,
    &cmd_bundle,
    &cmd_git,
    NULL,
};
