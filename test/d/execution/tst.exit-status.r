first still end

-- exit 7 --
