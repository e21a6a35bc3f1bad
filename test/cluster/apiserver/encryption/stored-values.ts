/** Values that a kube-apiserver 1.34.3 has stored (JSON, encrypted with the 32 bytes `secret`): key in etcd, provider, key's name, base64. */
export const secret = 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY='

export const stored = [
  {
    provider: 'aescbc',
    key: '/registry/secrets/default/s1',
    name: 'key1',
    value:
      'azhzOmVuYzphZXNjYmM6djE6a2V5MTrV4zH5lGtRvW8IuQ+QttASAbi583j9aeDZQZyNk5JSmWpT4HGgFd0Fs39YtpyEC94MO4tZJjqcvZcebY' +
      'GIqSsaFpUM0SNVK4lucENWA3r9rzRlmh07iRdiwNX2kbkJNmzWKiIIJfj7e+PrZps9aTlui49BCreo0B7AfGGrh046aftahifC9If6SGHEC2Lx' +
      'RmZhKd8Ihx773sduwyiCxV1eaxfFGoEWE8N1njUFC0jt376L/y8kR4JKPiiEqdcifF/pTQgIqiadGp7jDUX7Xjtg/E6iEkgpqVdSGyY4Kyl5T1' +
      'Uar0R1w3PDc0XU7ivq6YvogdyKuzgj/LtUaFlu0JuNOSjWe0ajv6lKx7kbBIXUxVIz82b2bd3VBWksxXGQNPF2TS38sj7mfGYn3XfOPPKcYeDC' +
      '4bfvrseyA/a0ZYxwxw6fYjiouf9VBaheyELmzQ0u8aQ8Q9S6APJON19D17lU6vBARUcXvrWEhSODS0NiYwQ9WMuW+6bJ7DqBQLGXJhNxlr/yus' +
      'I1fBTCMemY7DJnpheZbjLfFHWGfVDKjJa2wQ==',
  },
  {
    provider: 'aesgcm',
    key: '/registry/configmaps/default/c1',
    name: 'key1',
    value:
      'azhzOmVuYzphZXNnY206djE6a2V5MToaNVRtw8TQbP7X93jGkLkdwFkp7LmBPQu5n39GSiLCKiBNc7feFwNn1d1vMw3TarTfu5zFp+K/+3AZmc' +
      'FpIR0zf5BFf7flpjLJltktiuyLn4KqSg4UHmQJqKG9czqullAQMwwo5ysxn51LGgE5BWlJmsvR9FQMngWr+bf9ErrwfOSPPQr8KOXUI6OyeLzb' +
      'q4Q1rMuaWk3YJW1kzFt9ypic0xEjZ1hUhCXJJC4GmJqzburk7Q7S8i50ezrJu+FGuOxQix1hogFEgors8vkSF8lM95rWdqSmIetIIhw7qoOFEq' +
      'miWGshZC0q/ZUTNMpwW8l9B2KCpBw4mexJFZlfY9vMpsl4I419nzJqbC+42g6MmUqWSz+eNWFtCSYLZdvvzPJ94fd1Hnk2wo9e+HOhHMfuvwqZ' +
      'ngxoxvQot47A2AHKHCven4kZD03Vlj6GcMP82FRb/1ZhJ9+ukE2r+334ETHfTJMzsHFquet6mEw2ccf+NiEPgjBkVNcEvOrpwPL4rCevZcNVGk' +
      'sjQ180wj9n4qs=',
  },
  {
    provider: 'secretbox',
    key: '/registry/serviceaccounts/default/sa1',
    name: 'sb',
    value:
      'azhzOmVuYzpzZWNyZXRib3g6djE6c2I6Br7IkrLjyZXdI4lmUnGz0f/ttJw3f7BrlRH5W15NkXcJiJ9wI/PzfNdIw566B3bm0vK1I8eq21/jw2' +
      '3iDQ2Ikx3Z9wKI6Fd62RLj8mKQyDNTAPncvHPjV6sc0Shy51c2jY4PXhn/Y0/rVG8muOOYsNu7A4D+LkXypO9pxyDhdeel3M4ny3pCLCU2GvBb' +
      'mrqCsYlB7dVWhXY7UdhRjHGu1uetBhE3DQJmMJ8mfCUvcMYn+eul5dknokslZ5VwTYj9WMbgDUvpwy1RShS5tRlKNFTi7oUc6zpo/9iwpQ==',
  },
] as const
