CPU     ID                    FUNCTION:NAME
  0      1                           :BEGIN 

-- stderr --
ntrace: script 'test/d/options/tst.verbose.d' matched 1 probe
ntrace: clause 1: :::BEGIN is dtrace:::BEGIN

Stability attributes for script test/d/options/tst.verbose.d:

	Minimum Probe Description Attributes
		Identifier Names: Unstable
		Data Semantics:   Unstable
		Dependency Class: Common

	Minimum Statement Attributes
		Identifier Names: Stable
		Data Semantics:   Stable
		Dependency Class: Common

