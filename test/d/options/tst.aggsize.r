
        1                1
        2                1
-- stderr --
ntrace: [DTRACEDROP_AGGREGATION] 1 aggregation drop on CPU 0 (more keys than fit: use fewer keys or raise -x aggsize)
dropped in total: 1 aggregation
