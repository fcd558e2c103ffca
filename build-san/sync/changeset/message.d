build-san/sync/changeset/message.o: sync/changeset/message.c \
 schema/records/check.h schema/base/err.h schema/base/macros.h \
 schema/records/record_type.h schema/base/name.h \
 sync/changeset/changeset.h crypto/sign.h schema/base/buf.h \
 sync/changeset/header.h
schema/records/check.h:
schema/base/err.h:
schema/base/macros.h:
schema/records/record_type.h:
schema/base/name.h:
sync/changeset/changeset.h:
crypto/sign.h:
schema/base/buf.h:
sync/changeset/header.h:
