-- stderr --
ntrace: script 'test/d/execution/tst.no-room-at-all.d' matched 1 probe
ntrace: could not enable tracing: Enabling exceeds size of buffer
HINT: raise -x bufsize: 544 bytes at least
-- exit 1 --
