0 2 0 4

-- stderr --
ntrace: [DTRACEDROP_DYNAMIC] 1 dynamic variable drop (assign 0 to what is no longer needed or raise -x dynvarsize)
dropped in total: 1 dynamic
