#include "schema/store/statement.h"

const char *const report_statements[] = {NULL};
