build-san/sync/carry/pack.o: sync/carry/pack.c sync/carry/pack.h \
 schema/base/buf.h schema/base/err.h schema/base/macros.h \
 sync/changeset/changeset.h crypto/sign.h schema/base/name.h \
 schema/base/reader.h
sync/carry/pack.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
sync/changeset/changeset.h:
crypto/sign.h:
schema/base/name.h:
schema/base/reader.h:
