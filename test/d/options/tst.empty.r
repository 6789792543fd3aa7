-- stderr --
ntrace: script 'test/d/options/tst.empty.d' matched 0 probes
ntrace: no probes matched
HINT: -Z waits for them all the same
-- exit 1 --
