build-san/sync/engine/append.o: sync/engine/append.c schema/base/json.h \
 schema/base/buf.h schema/base/err.h schema/base/macros.h \
 schema/records/check.h schema/records/record_type.h schema/base/name.h \
 sync/engine/inside.h schema/store/log.h schema/store/store.h \
 schema/store/node.h schema/store/record.h sync/engine/engine.h \
 crypto/keyfile.h crypto/noise.h crypto/sign.h sync/changeset/changeset.h \
 sync/fold/authority.h sync/fold/view.h sync/ledger/past.h \
 sync/ledger/chart.h sync/fold/status.h sync/fold/fold.h
schema/base/json.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
schema/records/check.h:
schema/records/record_type.h:
schema/base/name.h:
sync/engine/inside.h:
schema/store/log.h:
schema/store/store.h:
schema/store/node.h:
schema/store/record.h:
sync/engine/engine.h:
crypto/keyfile.h:
crypto/noise.h:
crypto/sign.h:
sync/changeset/changeset.h:
sync/fold/authority.h:
sync/fold/view.h:
sync/ledger/past.h:
sync/ledger/chart.h:
sync/fold/status.h:
sync/fold/fold.h:
