build-san/sync/changeset/header.o: sync/changeset/header.c \
 sync/changeset/header.h sync/changeset/changeset.h crypto/sign.h \
 schema/base/macros.h schema/base/buf.h schema/base/err.h \
 schema/base/name.h schema/base/json.h
sync/changeset/header.h:
sync/changeset/changeset.h:
crypto/sign.h:
schema/base/macros.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/name.h:
schema/base/json.h:
