CPU     ID                    FUNCTION:NAME
  0      1                           :BEGIN   -1    -1         -1                  -1 255 65535 4294967295 18446744073709551615  text                               BEGIN                                      0
  0      1                           :BEGIN -118446744073709551615textmore
-- stderr --
ntrace: script 'test/d/printing/tst.trace-types.d' matched 3 probes
