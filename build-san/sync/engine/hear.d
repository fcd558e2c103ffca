build-san/sync/engine/hear.o: sync/engine/hear.c schema/base/reader.h \
 schema/base/macros.h schema/store/carrier.h schema/base/buf.h \
 schema/base/err.h schema/store/store.h schema/base/name.h \
 sync/engine/receipts.h sync/engine/engine.h crypto/keyfile.h \
 crypto/noise.h crypto/sign.h sync/changeset/changeset.h \
 sync/fold/authority.h schema/records/record_type.h sync/fold/view.h \
 sync/ledger/past.h sync/ledger/chart.h sync/fold/status.h \
 sync/engine/talk.h sync/carry/pack.h sync/carry/session.h \
 sync/carry/frame.h sync/engine/enrol.h sync/engine/exchange.h \
 sync/carry/channel.h sync/engine/frontier.h sync/engine/inside.h \
 schema/store/log.h schema/store/node.h schema/store/record.h \
 sync/fold/fold.h
schema/base/reader.h:
schema/base/macros.h:
schema/store/carrier.h:
schema/base/buf.h:
schema/base/err.h:
schema/store/store.h:
schema/base/name.h:
sync/engine/receipts.h:
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
sync/engine/talk.h:
sync/carry/pack.h:
sync/carry/session.h:
sync/carry/frame.h:
sync/engine/enrol.h:
sync/engine/exchange.h:
sync/carry/channel.h:
sync/engine/frontier.h:
sync/engine/inside.h:
schema/store/log.h:
schema/store/node.h:
schema/store/record.h:
sync/fold/fold.h:
