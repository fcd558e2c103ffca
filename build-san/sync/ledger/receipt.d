build-san/sync/ledger/receipt.o: sync/ledger/receipt.c \
 sync/ledger/receipt.h schema/base/buf.h schema/base/err.h \
 schema/base/macros.h sync/changeset/changeset.h crypto/sign.h \
 schema/base/name.h schema/base/json.h
sync/ledger/receipt.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
sync/changeset/changeset.h:
crypto/sign.h:
schema/base/name.h:
schema/base/json.h:
