build-san/sync/changeset/commit.o: sync/changeset/commit.c crypto/hash.h \
 crypto/sshsig.h crypto/sign.h schema/base/macros.h \
 sync/changeset/changeset.h schema/base/buf.h schema/base/err.h \
 schema/base/name.h sync/changeset/header.h
crypto/hash.h:
crypto/sshsig.h:
crypto/sign.h:
schema/base/macros.h:
sync/changeset/changeset.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/name.h:
sync/changeset/header.h:
