# Build: all dependencies, compile, then drop what only the build needs.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Not "npm ci": it refuses a lock with optional packages for other platforms where a registry does not serve them.
RUN npm install --ignore-scripts --no-progress
COPY tsconfig.json app.yml ./
COPY scripts ./scripts
COPY src ./src
# Everything but what holds machine code is built in; the packed manifest names only that.
RUN npm run build && node scripts/packed-manifest.mjs write && npm prune --omit=dev --ignore-scripts

# Run: the program and its database engine, nothing else; no shell script, no root.
FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATABASE_URL=/data/dataset-review.db \
    TMPDIR=/scratch
WORKDIR /app
# Volumes take over the owner of the folder that they are mounted on.
RUN mkdir /data /scratch && chown node:node /data /scratch
COPY --from=build /app/package.json /app/app.yml ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# The service shows the pages that its checks link to.
COPY docs ./docs
USER node
# The database (unless PostgreSQL is used), and the files of running reviews. The rest of the root may be read-only.
VOLUME ["/data", "/scratch"]
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/cli.js"]
CMD ["serve"]
