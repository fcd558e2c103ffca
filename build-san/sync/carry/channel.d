build-san/sync/carry/channel.o: sync/carry/channel.c sync/carry/channel.h \
 crypto/noise.h schema/base/buf.h schema/base/err.h schema/base/macros.h \
 sync/carry/frame.h crypto/sign.h schema/base/name.h crypto/crypto.h
sync/carry/channel.h:
crypto/noise.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
sync/carry/frame.h:
crypto/sign.h:
schema/base/name.h:
crypto/crypto.h:
