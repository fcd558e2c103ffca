build-san/sync/engine/enrol.o: sync/engine/enrol.c sync/engine/enrol.h \
 sync/carry/frame.h crypto/sign.h schema/base/macros.h schema/base/buf.h \
 schema/base/err.h schema/base/name.h sync/engine/engine.h \
 crypto/keyfile.h crypto/noise.h schema/store/store.h \
 sync/changeset/changeset.h sync/fold/authority.h \
 schema/records/record_type.h sync/fold/view.h sync/ledger/past.h \
 sync/ledger/chart.h sync/fold/status.h crypto/crypto.h crypto/hash.h \
 crypto/sshsig.h schema/base/json.h schema/base/reader.h \
 schema/records/day.h schema/store/carrier.h schema/store/projection.h \
 sync/engine/inside.h schema/store/log.h schema/store/node.h \
 schema/store/record.h sync/fold/fold.h
sync/engine/enrol.h:
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
crypto/crypto.h:
crypto/hash.h:
crypto/sshsig.h:
schema/base/json.h:
schema/base/reader.h:
schema/records/day.h:
schema/store/carrier.h:
schema/store/projection.h:
sync/engine/inside.h:
schema/store/log.h:
schema/store/node.h:
schema/store/record.h:
sync/fold/fold.h:
