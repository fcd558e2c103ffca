build-san/sync/engine/frontier.o: sync/engine/frontier.c \
 sync/engine/frontier.h sync/carry/frame.h crypto/sign.h \
 schema/base/macros.h schema/base/buf.h schema/base/err.h \
 schema/base/name.h sync/engine/engine.h crypto/keyfile.h crypto/noise.h \
 schema/store/store.h sync/changeset/changeset.h sync/fold/authority.h \
 schema/records/record_type.h sync/fold/view.h sync/ledger/past.h \
 sync/ledger/chart.h sync/fold/status.h crypto/hash.h \
 schema/store/receipt.h schema/store/log.h sync/engine/inside.h \
 schema/store/node.h schema/store/record.h sync/fold/fold.h
sync/engine/frontier.h:
sync/carry/frame.h:
crypto/sign.h:
schema/base/macros.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/name.h:
sync/engine/engine.h:
crypto/keyfile.h:
crypto/noise.h:
schema/store/store.h:
sync/changeset/changeset.h:
sync/fold/authority.h:
schema/records/record_type.h:
sync/fold/view.h:
sync/ledger/past.h:
sync/ledger/chart.h:
sync/fold/status.h:
crypto/hash.h:
schema/store/receipt.h:
schema/store/log.h:
sync/engine/inside.h:
schema/store/node.h:
schema/store/record.h:
sync/fold/fold.h:
