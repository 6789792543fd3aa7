1
2
3
end

-- stderr --
ntrace: stopped after 3 records (--max-records)
