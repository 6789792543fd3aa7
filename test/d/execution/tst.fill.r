1
2
3
END after 4

-- stderr --
ntrace: stopped because the record buffer is full (raise -x bufsize)
