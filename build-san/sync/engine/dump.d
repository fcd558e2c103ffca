build-san/sync/engine/dump.o: sync/engine/dump.c sync/engine/dump.h \
 schema/base/buf.h schema/base/err.h schema/base/macros.h \
 sync/engine/engine.h crypto/keyfile.h crypto/noise.h crypto/sign.h \
 schema/base/name.h schema/store/store.h sync/changeset/changeset.h \
 sync/fold/authority.h schema/records/record_type.h sync/fold/view.h \
 sync/ledger/past.h sync/ledger/chart.h sync/fold/status.h \
 schema/base/json.h schema/store/projection.h schema/store/report.h \
 sync/engine/inside.h schema/store/log.h schema/store/node.h \
 schema/store/record.h sync/fold/fold.h
sync/engine/dump.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
sync/engine/engine.h:
crypto/keyfile.h:
crypto/noise.h:
crypto/sign.h:
schema/base/name.h:
schema/store/store.h:
sync/changeset/changeset.h:
sync/fold/authority.h:
schema/records/record_type.h:
sync/fold/view.h:
sync/ledger/past.h:
sync/ledger/chart.h:
sync/fold/status.h:
schema/base/json.h:
schema/store/projection.h:
schema/store/report.h:
sync/engine/inside.h:
schema/store/log.h:
schema/store/node.h:
schema/store/record.h:
sync/fold/fold.h:
