"""What every blueprint uses: access, forms, saving, pages, errors. No page of its own."""
