"""Excel workbooks: what stands where (`layout`), and how a month goes out as one."""
