here
here again
still here
in its place
last

-- stderr --
ntrace: dtrace:::BEGIN: couldn't freopen() "..": Is a directory
ntrace: dtrace:::BEGIN: couldn't freopen() "..": Is a directory
