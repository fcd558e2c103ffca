#include "schema/records/erasure.h"

/* 个人信息保护法 47, one to five. */
static const char *const grounds[] = {"purpose_ended", "term_ended",
    "consent_withdrawn", "unlawful", "other_law", NULL};

const struct field_type erasure_asked_fields[] = {
    CHOICE("ground", "ground of 个人信息保护法 47", FIELD_REQUIRED, grounds),
    NAMED("basis", "number of the request or order", 0, 100),
    END,
};

const struct field_type erased_fields[] = {
    CHOICE("ground", "ground of 个人信息保护法 47", FIELD_REQUIRED, grounds),
    NAMED("basis", "number of the request or order", 0, 100),
    NAMED("approved_by", "head who approved it", FIELD_REQUIRED, 120),
    END,
};
