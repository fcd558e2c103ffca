build-san/node/actions/action.o: node/actions/action.c \
 node/actions/action.h schema/records/record_type.h schema/base/macros.h \
 schema/base/name.h schema/store/report.h schema/store/store.h \
 schema/base/err.h sync/engine/engine.h crypto/keyfile.h crypto/noise.h \
 schema/base/buf.h crypto/sign.h sync/changeset/changeset.h \
 sync/fold/authority.h sync/fold/view.h sync/ledger/past.h \
 sync/ledger/chart.h sync/fold/status.h crypto/crypto.h \
 node/actions/nouns.h schema/base/json.h schema/records/check.h
node/actions/action.h:
schema/records/record_type.h:
schema/base/macros.h:
schema/base/name.h:
schema/store/report.h:
schema/store/store.h:
schema/base/err.h:
sync/engine/engine.h:
crypto/keyfile.h:
crypto/noise.h:
schema/base/buf.h:
crypto/sign.h:
sync/changeset/changeset.h:
sync/fold/authority.h:
sync/fold/view.h:
sync/ledger/past.h:
sync/ledger/chart.h:
sync/fold/status.h:
crypto/crypto.h:
node/actions/nouns.h:
schema/base/json.h:
schema/records/check.h:
