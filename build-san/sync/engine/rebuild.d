build-san/sync/engine/rebuild.o: sync/engine/rebuild.c \
 sync/engine/inside.h schema/store/log.h schema/base/buf.h \
 schema/base/err.h schema/base/macros.h schema/store/store.h \
 schema/base/name.h schema/store/node.h schema/store/record.h \
 sync/engine/engine.h crypto/keyfile.h crypto/noise.h crypto/sign.h \
 sync/changeset/changeset.h sync/fold/authority.h \
 schema/records/record_type.h sync/fold/view.h sync/ledger/past.h \
 sync/ledger/chart.h sync/fold/status.h sync/fold/fold.h
sync/engine/inside.h:
schema/store/log.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
schema/store/store.h:
schema/base/name.h:
schema/store/node.h:
schema/store/record.h:
sync/engine/engine.h:
crypto/keyfile.h:
crypto/noise.h:
crypto/sign.h:
sync/changeset/changeset.h:
sync/fold/authority.h:
schema/records/record_type.h:
sync/fold/view.h:
sync/ledger/past.h:
sync/ledger/chart.h:
sync/fold/status.h:
sync/fold/fold.h:
