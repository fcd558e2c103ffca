build-san/sync/engine/receive.o: sync/engine/receive.c crypto/sshsig.h \
 crypto/sign.h schema/base/macros.h schema/base/json.h schema/base/buf.h \
 schema/base/err.h schema/store/carrier.h schema/store/store.h \
 schema/base/name.h sync/engine/inside.h schema/store/log.h \
 schema/store/node.h schema/store/record.h sync/engine/engine.h \
 crypto/keyfile.h crypto/noise.h sync/changeset/changeset.h \
 sync/fold/authority.h schema/records/record_type.h sync/fold/view.h \
 sync/ledger/past.h sync/ledger/chart.h sync/fold/status.h \
 sync/fold/fold.h sync/engine/receipts.h sync/verify/verifier.h
crypto/sshsig.h:
crypto/sign.h:
schema/base/macros.h:
schema/base/json.h:
schema/base/buf.h:
schema/base/err.h:
schema/store/carrier.h:
schema/store/store.h:
schema/base/name.h:
sync/engine/inside.h:
schema/store/log.h:
schema/store/node.h:
schema/store/record.h:
sync/engine/engine.h:
crypto/keyfile.h:
crypto/noise.h:
sync/changeset/changeset.h:
sync/fold/authority.h:
schema/records/record_type.h:
sync/fold/view.h:
sync/ledger/past.h:
sync/ledger/chart.h:
sync/fold/status.h:
sync/fold/fold.h:
sync/engine/receipts.h:
sync/verify/verifier.h:
