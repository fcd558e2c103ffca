build-san/sync/carry/frame.o: sync/carry/frame.c sync/carry/frame.h \
 crypto/sign.h schema/base/macros.h schema/base/buf.h schema/base/err.h \
 schema/base/name.h schema/base/reader.h
sync/carry/frame.h:
crypto/sign.h:
schema/base/macros.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/name.h:
schema/base/reader.h:
