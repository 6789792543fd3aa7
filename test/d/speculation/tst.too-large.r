1 2
far 3

-- stderr --
ntrace: [DTRACEDROP_SPEC] 2 speculative drops (a speculation holds more than fits: record less or raise -x specsize)
dropped in total: 2 speculation
